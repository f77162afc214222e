// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

class TorchSessionTest extends SessionGoldens {
  @Override
  String engine() {
    return "torch";
  }
}
