// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

class TorchConceptTest extends ConceptContract {
  @Override
  String engine() {
    return "torch";
  }
}
