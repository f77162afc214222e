// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.medsam2.receipt;

import org.jspecify.annotations.NullMarked;
