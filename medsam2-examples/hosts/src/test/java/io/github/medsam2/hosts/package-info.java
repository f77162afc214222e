// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.medsam2.hosts;

import org.jspecify.annotations.NullMarked;
