// SPDX-License-Identifier: Apache-2.0
/** The thorax around the vessels, as optical depth. Not part of the API. */
@NullMarked
package io.github.medsam2.qca.phantom.thorax;

import org.jspecify.annotations.NullMarked;
