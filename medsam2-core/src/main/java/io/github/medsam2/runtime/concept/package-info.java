// SPDX-License-Identifier: Apache-2.0
/** The network of concepts on an engine: from an encoded image and a prompt to instances. */
@NullMarked
package io.github.medsam2.runtime.concept;

import org.jspecify.annotations.NullMarked;
