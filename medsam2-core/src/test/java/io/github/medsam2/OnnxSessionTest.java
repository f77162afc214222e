// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

class OnnxSessionTest extends SessionGoldens {
  @Override
  String engine() {
    return "onnx";
  }
}
