// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.study;

import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.qca.report.QcaReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A study as one page of HTML that needs nothing else: no script, no network, pictures inside. It
 * holds pseudonyms of sites and names of groups, but none of patients. Errors stand beside those of
 * baselines and of human readers, agreement is told with intervals. Thread-safe.
 */
public final class StudyPage {
  private StudyPage() {}

  /** Writes the page, whole or not at all; an existing file is replaced. */
  public static void write(Path file, Study study) {
    byte[] text = html(study).getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, "study page", out -> out.write(text));
  }

  /** The page. */
  public static String html(Study study) {
    Html page = new Html();
    page.banner(QcaReport.NOTICE);
    page.heading(1, study.title()).text(study.description());
    FlowSection.add(page, study);
    for (Metric metric : Metric.values()) {
      if (study.test().stream().anyMatch(metric::isPaired)) {
        page.heading(2, metric.label);
        ErrorSection.add(page, study, metric);
        AgreementSection.add(page, study, metric);
        GroupSection.sizeAndSeverity(page, study, metric);
        if (metric == Metric.STENOSIS) {
          GroupSection.subgroups(page, study, metric);
        }
      }
    }
    DetectionSection.add(page, study);
    NamingSection.add(page, study);
    page.banner(QcaReport.NOTICE);
    return page.page(study.title());
  }
}
