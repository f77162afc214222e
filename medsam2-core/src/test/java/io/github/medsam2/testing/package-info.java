// SPDX-License-Identifier: Apache-2.0
/** What tests of several packages and modules share. */
package io.github.medsam2.testing;
