// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class PhantomAccuracyTest {

  /** A small sample of the study in docs/qca-accuracy.md; bounds are those of 10 lesions. */
  @Test
  void measuresPhantomLesionsFromTheirTrueMasks() {
    List<PhantomStudy.Case> cases =
        PhantomStudy.cases(0, 10, QcaOptions.standard().withBlur(PhantomStudy.BLUR_PIXELS), 0);
    PhantomStudy.Spread mld = spread(cases, PhantomStudy.Case::mldError);
    PhantomStudy.Spread stenosis = spread(cases, PhantomStudy.Case::stenosisError);
    assertThat(Math.abs(mld.bias())).isLessThan(0.1);
    assertThat(mld.sd()).isLessThan(0.2);
    assertThat(stenosis.mae()).isLessThan(7.0);
  }

  private static PhantomStudy.Spread spread(
      List<PhantomStudy.Case> cases, ToDoubleFunction<PhantomStudy.Case> error) {
    return PhantomStudy.Spread.of(cases.stream().mapToDouble(error).toArray());
  }
}
