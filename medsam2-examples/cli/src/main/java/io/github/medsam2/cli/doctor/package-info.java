// SPDX-License-Identifier: Apache-2.0
/** Whether the engines of this machine compute what they should. */
@NullMarked
package io.github.medsam2.cli.doctor;

import org.jspecify.annotations.NullMarked;
