// SPDX-License-Identifier: Apache-2.0
/** What the front door promises with any engine; taken together by {@code FrontDoorContract}. */
@NullMarked
package io.github.medsam2.frontdoor;

import org.jspecify.annotations.NullMarked;
