// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.engine.reference.Nd;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.HostTensor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of cases is complete: an operation without a case fails here. */
class OpCasesTest {

  @Test
  void everyOperationHasACaseThatUsesIt() {
    Set<String> used = new HashSet<>();
    for (OpCase opCase : OpCases.all()) {
      List<String> called = calledBy(opCase);
      assertThat(called).as(opCase.toString()).contains(opCase.operation());
      used.add(opCase.operation());
    }
    assertThat(used).isEqualTo(operations());
  }

  @Test
  void casesHaveDifferentNames() {
    assertThat(OpCases.all().stream().map(OpCase::toString)).doesNotHaveDuplicates();
  }

  @Test
  void casesOfOpenSizesHaveTwoRuns() {
    assertThat(OpCases.all().stream().filter(OpCase::hasOpenSizes))
        .allSatisfy(c -> assertThat(c.runs()).as(c.toString()).hasSizeGreaterThan(1));
    assertThat(OpCases.all()).allSatisfy(c -> assertThat(c.runs()).isNotEmpty());
  }

  /** Default methods are made of the others. */
  private static Set<String> operations() {
    return Arrays.stream(Ops.class.getMethods())
        .filter(method -> !method.isDefault())
        .map(Method::getName)
        .collect(toCollection(TreeSet::new));
  }

  private static List<String> calledBy(OpCase opCase) {
    List<String> called = new ArrayList<>();
    for (List<HostTensor> run : opCase.runs()) {
      opCase.reference(run, ops -> watched(ops, called));
      called.remove(called.size() - 1); // the frame of every case ends by asking for the shape
    }
    return called;
  }

  @SuppressWarnings("unchecked")
  private static Ops<Nd> watched(Ops<Nd> ops, List<String> called) {
    InvocationHandler note =
        (proxy, method, args) -> {
          called.add(method.getName());
          try {
            return method.invoke(ops, args);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (Ops<Nd>)
        Proxy.newProxyInstance(Ops.class.getClassLoader(), new Class<?>[] {Ops.class}, note);
  }
}
