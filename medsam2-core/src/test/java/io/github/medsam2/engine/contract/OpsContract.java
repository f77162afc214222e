// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.medsam2.engine.Engine;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every operation gives the reference's numbers. */
public interface OpsContract extends EngineUnderTest {

  /** Every case, with the sizes that it leaves open. */
  @TestFactory
  default Stream<DynamicTest> operationsWithOpenSizes() {
    return OpCases.all().stream()
        .filter(OpCase::hasOpenSizes)
        .map(opCase -> test(opCase, OpCase::checkOpen));
  }

  /** Every case, with each size known when the program is prepared. */
  @TestFactory
  default Stream<DynamicTest> operationsWithFixedSizes() {
    return OpCases.all().stream().map(opCase -> test(opCase, OpCase::checkFixed));
  }

  private DynamicTest test(OpCase opCase, BiConsumer<OpCase, Engine> check) {
    return dynamicTest(
        opCase.toString(),
        () -> {
          try (Engine engine = open()) {
            check.accept(opCase, engine);
          } catch (RuntimeException e) {
            throw new AssertionError(opCase + ": failed to run", e);
          }
        });
  }
}
