// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.batches;

import io.github.medsam2.batch.Batch;
import io.github.medsam2.batch.BatchProgress;
import io.github.medsam2.batch.BatchReport;
import io.github.medsam2.batch.store.FolderStore;
import io.github.medsam2.batch.store.Marker;
import io.github.medsam2.batch.store.StoredFile;
import io.github.medsam2.server.compute.Job;
import io.github.medsam2.server.http.MultipartForm;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.session.Sessions;
import io.github.medsam2.server.store.ImageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The operator's list of cases as a job. What is done is not done again, and results of cases that
 * are called as stored images are become their labels, so that readers find them and rounds know
 * where to look.
 *
 * @param list of cases, as {@code docs/batch.md} tells
 * @param results a folder
 * @param sessions whose model is used
 * @param store of images
 */
public record ServerBatch(Path list, Path results, Sessions sessions, ImageStore store)
    implements Job.Body {
  /** The kind of the job. */
  public static final String KIND = "batch";

  /** The tag of labels that no reader looked at. */
  private static final String TAG = "original";

  private static final List<String> MASKS =
      List.of("segmentation.dcm", "object-1.nii.gz", "object-1.png");

  @Override
  public String run(Job job) {
    BatchReport report =
        Batch.of(sessions.model(), list, results).run(progress -> tell(job, progress));
    int labels = 0;
    for (Marker marker : report.done()) {
      labels += label(marker) ? 1 : 0;
    }
    return String.join("\n", report.lines())
        + (job.isStopped() ? "; stopped, started again it goes on" : "")
        + "; labels: "
        + labels;
  }

  private static boolean tell(Job job, BatchProgress p) {
    job.tell("update", p.seen());
    job.tell("updates", p.total());
    job.say(p.seen() + " of " + p.total() + " cases, " + p.failed() + " failed");
    return !job.isStopped();
  }

  /** The mask of a case as the label of the image of that name, where there is one. */
  private boolean label(Marker marker) {
    boolean open = store.find(marker.id()).filter(e -> !e.labels().containsKey(TAG)).isPresent();
    Optional<String> mask =
        MASKS.stream()
            .filter(name -> marker.files().stream().map(StoredFile::name).anyMatch(name::equals))
            .findFirst();
    if (!open || mask.isEmpty()) {
      return false;
    }
    Path file = new FolderStore(results).folder(marker).resolve(mask.orElseThrow());
    try {
      store.label(marker.id(), TAG, file, MultipartForm.suffix(mask.orElseThrow()));
      return true;
    } catch (IOException e) {
      throw Refusal.wrong("labels", "room for a file", e.getClass().getSimpleName());
    }
  }
}
