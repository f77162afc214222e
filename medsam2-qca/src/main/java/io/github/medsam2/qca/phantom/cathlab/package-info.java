// SPDX-License-Identifier: Apache-2.0
/** What the laboratory adds to a patient: contrast, catheter, devices. Not part of the API. */
@NullMarked
package io.github.medsam2.qca.phantom.cathlab;

import org.jspecify.annotations.NullMarked;
