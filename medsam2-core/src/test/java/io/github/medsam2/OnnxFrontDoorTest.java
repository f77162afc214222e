// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

class OnnxFrontDoorTest extends FrontDoorContract {
  @Override
  public String engine() {
    return "onnx";
  }
}
