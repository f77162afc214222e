// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

class TorchConceptVideoTest extends ConceptVideoParity {
  @Override
  String engine() {
    return "torch";
  }
}
