// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.medsam2.hub;

import org.jspecify.annotations.NullMarked;
