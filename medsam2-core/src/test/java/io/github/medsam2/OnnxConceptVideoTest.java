// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

class OnnxConceptVideoTest extends ConceptVideoParity {
  @Override
  String engine() {
    return "onnx";
  }
}
