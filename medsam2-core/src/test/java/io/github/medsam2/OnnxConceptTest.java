// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

class OnnxConceptTest extends ConceptContract {
  @Override
  String engine() {
    return "onnx";
  }
}
