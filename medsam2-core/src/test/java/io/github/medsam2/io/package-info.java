// SPDX-License-Identifier: Apache-2.0
/** Tests of the file formats. */
package io.github.medsam2.io;
