// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

class TorchFrontDoorTest extends FrontDoorContract {
  @Override
  public String engine() {
    return "torch";
  }
}
