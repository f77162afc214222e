// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** How objects say what they are derived from. */
public final class References {

  private References() {}

  /**
   * Adds the Common Instance Reference module (PS3.3 C.12.2): all sources, by study and series.
   *
   * @param study the study of the object itself
   */
  public static void common(DataSetBuilder b, String study, Collection<SourceInstance> sources) {
    Map<String, List<SourceInstance>> studies = new LinkedHashMap<>();
    for (SourceInstance s : new LinkedHashSet<>(sources)) {
      studies.computeIfAbsent(s.study(), k -> new ArrayList<>()).add(s);
    }
    List<SourceInstance> own = studies.remove(study);
    if (own != null) {
      b.items(Tag.REFERENCED_SERIES_SEQUENCE, series(own, Tag.REFERENCED_INSTANCE_SEQUENCE));
    }
    List<DataSet> others = new ArrayList<>();
    studies.forEach((uid, list) -> others.add(study(uid, list, Tag.REFERENCED_INSTANCE_SEQUENCE)));
    if (!others.isEmpty()) {
      b.items(Tag.STUDIES_CONTAINING_OTHER_REFERENCED_INSTANCES_SEQUENCE, others);
    }
  }

  /**
   * The items of an evidence sequence of a report (PS3.3 C.17.2.1): one a study.
   *
   * @param sources what the report refers to
   */
  public static List<DataSet> evidence(Collection<SourceInstance> sources) {
    Map<String, List<SourceInstance>> studies = new LinkedHashMap<>();
    for (SourceInstance s : new LinkedHashSet<>(sources)) {
      studies.computeIfAbsent(s.study(), k -> new ArrayList<>()).add(s);
    }
    List<DataSet> out = new ArrayList<>();
    studies.forEach((uid, list) -> out.add(study(uid, list, Tag.REFERENCED_SOP_SEQUENCE)));
    return out;
  }

  private static DataSet study(String uid, List<SourceInstance> sources, Tag instances) {
    return DataSet.builder()
        .text(Tag.STUDY_INSTANCE_UID, uid)
        .items(Tag.REFERENCED_SERIES_SEQUENCE, series(sources, instances))
        .build();
  }

  private static List<DataSet> series(List<SourceInstance> sources, Tag instances) {
    Map<String, List<DataSet>> bySeries = new LinkedHashMap<>();
    for (SourceInstance s : sources) {
      bySeries.computeIfAbsent(s.series(), k -> new ArrayList<>()).add(s.reference());
    }
    List<DataSet> out = new ArrayList<>();
    bySeries.forEach(
        (uid, items) ->
            out.add(
                DataSet.builder()
                    .text(Tag.SERIES_INSTANCE_UID, uid)
                    .items(instances, items)
                    .build()));
    return out;
  }

  /**
   * Adds what an object was made of to the General Reference module (PS3.3 C.12.4): one item an
   * image, with the numbers of its frames. So a reader can tell a frame with nothing on it from one
   * that nobody looked at.
   *
   * @param references made by {@link SourceInstance}, of frames in any order
   */
  public static void sources(DataSetBuilder b, Code purpose, List<DataSet> references) {
    Map<String, DataSet> images = new LinkedHashMap<>();
    Map<String, TreeSet<Integer>> frames = new LinkedHashMap<>();
    for (DataSet r : references) {
      String uid = r.text(Tag.REFERENCED_SOP_INSTANCE_UID).orElse("");
      images.putIfAbsent(uid, r);
      TreeSet<Integer> numbers = frames.computeIfAbsent(uid, k -> new TreeSet<>());
      Arrays.stream(r.ints(Tag.REFERENCED_FRAME_NUMBER)).forEach(numbers::add);
    }
    List<DataSet> items = new ArrayList<>();
    images.forEach(
        (uid, image) ->
            items.add(source(image, purpose, frames.getOrDefault(uid, new TreeSet<>()))));
    b.items(Tag.SOURCE_IMAGE_SEQUENCE, items);
  }

  private static DataSet source(DataSet image, Code purpose, TreeSet<Integer> frames) {
    DataSetBuilder item =
        image.toBuilder().items(Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE, purpose.item());
    if (!frames.isEmpty()) {
      item.ints(Tag.REFERENCED_FRAME_NUMBER, frames.stream().mapToInt(Integer::intValue).toArray());
    }
    return item.build();
  }

  /**
   * An item of Derivation Image Sequence (PS3.3 C.7.6.16.2.6).
   *
   * @param how what was done, as {@link DerivationCodes#SEGMENTATION}
   * @param purpose what the images were to it, as {@link DerivationCodes#PROCESSED_IMAGE}
   * @param references made by {@link SourceInstance}, of images whose pixels lie where those of the
   *     derived one lie
   */
  public static DataSet derivation(Code how, Code purpose, List<DataSet> references) {
    List<DataSet> images = new ArrayList<>();
    for (DataSet r : references) {
      images.add(
          r.toBuilder()
              .text(Tag.SPATIAL_LOCATIONS_PRESERVED, "YES")
              .items(Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE, purpose.item())
              .build());
    }
    return DataSet.builder()
        .items(Tag.DERIVATION_CODE_SEQUENCE, how.item())
        .items(Tag.SOURCE_IMAGE_SEQUENCE, images)
        .build();
  }
}
