// SPDX-License-Identifier: Apache-2.0
/** Tests of what is trained on. */
package io.github.medsam2.data;
