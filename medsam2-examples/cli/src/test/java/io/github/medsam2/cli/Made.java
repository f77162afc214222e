// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleFolder;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.io.Volumes;
import io.github.medsam2.model.xca.XcaNano;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.dicom.PhantomDicom;
import io.github.medsam2.qca.phantom.LesionSpec;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import io.github.medsam2.tensor.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small files of every kind that commands read. */
final class Made {
  static final int SIDE = 128;
  static final int FRAMES = 4;

  private Made() {}

  /** An angiogram, a picture and a volume. */
  private static final List<String> LIST =
      List.of(
          "{\"id\":\"cine\",\"input\":\"angio.dcm\",\"frame\":2,\"name\":\"mid RCA\","
              + "\"prompts\":[{\"box\":[40,20,90,110]}]}",
          "{\"id\":\"picture\",\"input\":\"angiogram.png\",\"prompts\":[{\"box\":[40,20,90,110]}]}",
          "{\"id\":\"volume\",\"input\":\"ct.nii.gz\",\"window\":[40,400],\"frame\":2,\"recist\":[9,16,23,16]}");

  /** Writes all of them into a folder. */
  static void into(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("frames"));
    Phantom phantom =
        new Phantom(
            PhantomConfig.of(1, TreeSide.RIGHT, 35, -5)
                .withMatrix(SIDE)
                .withFrames(FRAMES, 3)
                .withLesions(LesionSpec.stenosis(CassSegment.MID_RCA, 0.5, 0.5, 12)));
    DataSet patient =
        DataSet.builder()
            .text(Tag.PATIENT_NAME, "Doe^John")
            .text(Tag.STUDY_INSTANCE_UID, "2.25.1")
            .text(Tag.SERIES_INSTANCE_UID, "2.25.2")
            .text(Tag.SOP_INSTANCE_UID, "2.25.3")
            .build();
    PhantomDicom.writer(phantom).with(patient).write(folder.resolve("angio.dcm"));
    ImageFile.writePng(folder.resolve("angiogram.png"), phantom.frame(2));
    ImageFile.writePng(
        folder.resolve("vessel.png"),
        phantom.truth(2).segment(CassSegment.MID_RCA).orElseThrow().mask());
    for (int i = 0; i < 2; i++) {
      ImageFile.writePng(folder.resolve("frames/" + i + ".png"), phantom.frame(i));
    }
    Volumes.write(folder.resolve("ct.nii.gz"), volume());
    SampleFolder.write(folder.resolve("cases"), cases());
    Files.write(folder.resolve("key"), new byte[32]);
    Files.write(folder.resolve("list.jsonl"), LIST);
    try (Checkpoint weights = XcaNano.weights()) {
      Map<String, HostTensor> masks = new LinkedHashMap<>(weights.values());
      masks.keySet().removeIf(k -> k.startsWith("text_prompt_encoder") || k.startsWith("reading_"));
      Safetensors.write(folder.resolve("wordless.safetensors"), masks, Map.of());
    }
  }

  private static Volume volume() {
    int side = 32;
    int depth = 4;
    ByteBuffer voxels = ByteBuffer.allocate(2 * side * side * depth).order(ByteOrder.nativeOrder());
    for (int i = 0; i < side * side * depth; i++) {
      int x = i % side;
      int y = i / side % side;
      voxels.putShort((short) (Math.hypot(x - 16, y - 16) < 7 ? 120 : -40));
    }
    return Volume.of(
        side, side, depth, PixelType.INT16, voxels.flip(), Geometry.ofSpacing(0.8, 0.8, 5));
  }

  /** Ten patients with a dark bar each. */
  private static SampleSet cases() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Mask bar = Mask.ofPolygon(64, 64, 20 + i, 8, 28 + i, 8, 36, 56, 28, 56);
      byte[] grey = new byte[64 * 64];
      for (int p = 0; p < grey.length; p++) {
        grey[p] = (byte) (150 + p * 7 % 30 - (bar.contains(p % 64, p / 64) ? 90 : 0));
      }
      samples.add(
          Sample.of(
              "case " + i,
              "patient " + i,
              Image.gray8(64, 64, grey),
              List.of(SampleObject.of(bar))));
    }
    return SampleSet.of(samples);
  }
}
