// SPDX-License-Identifier: Apache-2.0
/** Tests of comparisons. */
package io.github.medsam2.evaluate;
