// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.store;

import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.web.DicomQuery;
import io.github.medsam2.dicom.web.DicomWeb;
import io.github.medsam2.server.http.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A series of the one archive that is configured, by its UID; never by an address. */
public final class ArchivedSeries {
  private static final int MOST_FILES = 4096;
  private static final Pattern UID = Pattern.compile("(?=.{1,64}$)[0-9]+(\\.[0-9]+)+");

  private ArchivedSeries() {}

  /** Whether a text can be a UID. */
  public static boolean isUid(String text) {
    return UID.matcher(text).matches();
  }

  /**
   * Fetches it whole.
   *
   * @param folder for its files
   * @param most bytes of them together
   * @return empty where the archive does not have it
   */
  public static Optional<List<Path>> fetch(DicomWeb pacs, String uid, Path folder, long most) {
    DicomQuery query = DicomQuery.all().where(Tag.SERIES_INSTANCE_UID, uid).limit(1);
    Optional<String> study =
        pacs.series(query).stream().findFirst().flatMap(d -> d.text(Tag.STUDY_INSTANCE_UID));
    return study.map(s -> pacs.fetchSeries(s, uid, folder, p -> isWithin(p, most)));
  }

  private static boolean isWithin(DicomWeb.Progress progress, long most) {
    if (progress.objects() > MOST_FILES || progress.bytes() > most) {
      throw Refusal.tooLarge(
          "series", MOST_FILES + " files of " + most + " bytes together", "open a smaller one");
    }
    return true;
  }
}
