// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.output;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.batch.input.Material;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.SegmentCodes;
import io.github.medsam2.dicom.seg.SegForm;
import io.github.medsam2.dicom.seg.SegWriter;
import io.github.medsam2.dicom.seg.Segment;
import io.github.medsam2.dicom.volume.SliceStack;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.MaskVolume;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.io.Volumes;
import io.github.medsam2.json.JsonText;
import io.github.medsam2.receipt.ModelIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes the files of a result into a folder. Immutable and thread-safe.
 *
 * @param outputs what is written beside {@code result.json}
 */
public record ResultWriter(Set<Output> outputs) {

  /** Copies the set. */
  public ResultWriter {
    outputs = Set.copyOf(outputs);
  }

  /** All that a case can have but measurements. */
  public static ResultWriter usual() {
    return new ResultWriter(EnumSet.of(Output.SEG, Output.NIFTI, Output.PNG));
  }

  /** Writes what was found. */
  public void write(Path folder, Material material, List<FoundObject> found, ModelIdentity model) {
    JsonText.write(folder.resolve("result.json"), "result", json(found, model));
    if (material instanceof Material.Slices volume) {
      slices(folder, volume, found);
    } else if (material instanceof Material.Cine cine && cine.file().isPresent()) {
      cine(folder, cine, cine.file().get(), found);
    } else if (outputs.contains(Output.PNG)) {
      pictures(folder, found);
    }
  }

  private static String json(List<FoundObject> found, ModelIdentity model) {
    JsonObject o = new JsonObject();
    o.addProperty("use", "research only; not a medical device");
    o.add("model", JsonParser.parseString(model.toJson()));
    JsonArray objects = new JsonArray();
    found.forEach(object -> objects.add(object.json()));
    o.add("objects", objects);
    return JsonText.of(o);
  }

  private void slices(Path folder, Material.Slices volume, List<FoundObject> found) {
    List<MaskVolume> masks =
        found.stream()
            .map(o -> MaskVolume.of(o.masks(), volume.input().volume().geometry()))
            .toList();
    if (outputs.contains(Output.NIFTI)) {
      for (int i = 0; i < masks.size(); i++) {
        Volumes.write(folder.resolve("object-" + (i + 1) + ".nii.gz"), masks.get(i));
      }
    }
    if (outputs.contains(Output.SEG) && volume.input().stack().isPresent()) {
      SliceStack stack = volume.input().stack().get();
      SegWriter seg = SegWriter.of(stack, SegForm.binary(), segments(found, false));
      for (int i = 0; i < masks.size(); i++) {
        seg.volume(i + 1, masks.get(i));
      }
      seg.write(folder.resolve("segmentation.dcm"));
    }
  }

  private void cine(Path folder, Material.Cine cine, DicomFile file, List<FoundObject> found) {
    boolean coronary = file.dataSet().text(Tag.MODALITY).orElse("").equals("XA");
    if (outputs.contains(Output.SEG)) {
      SegWriter seg =
          file.segment(SegForm.binary(), segments(found, coronary).toArray(Segment[]::new));
      for (int i = 0; i < found.size(); i++) {
        for (int frame = 0; frame < found.get(i).masks().size(); frame++) {
          if (found.get(i).looked(frame)) {
            seg.mask(i + 1, frame, found.get(i).masks().get(frame));
          }
        }
      }
      seg.write(folder.resolve("segmentation.dcm"));
    }
    if (outputs.contains(Output.SR) && coronary) {
      new VesselReports(cine, file).write(folder, found);
    }
  }

  private static List<Segment> segments(List<FoundObject> found, boolean coronary) {
    return found.stream()
        .map(
            o ->
                coronary
                    ? Segment.anatomy(o.request().name(), SegmentCodes.CORONARY_ARTERY)
                    : Segment.of(o.request().name(), SegmentCodes.TISSUE, SegmentCodes.TISSUE))
        .toList();
  }

  private static void pictures(Path folder, List<FoundObject> found) {
    for (int i = 0; i < found.size(); i++) {
      FoundObject object = found.get(i);
      String name = "object-" + (i + 1);
      if (object.masks().size() == 1) {
        ImageFile.writePng(folder.resolve(name + ".png"), object.masks().get(0));
        continue;
      }
      Path frames = made(folder.resolve(name));
      for (int f = 0; f < object.masks().size(); f++) {
        if (object.looked(f)) {
          String number = String.format(Locale.ROOT, "%05d.png", f + 1);
          ImageFile.writePng(frames.resolve(number), object.masks().get(f));
        }
      }
    }
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new MedSam2Exception(
          "result", "a folder to write", e.getClass().getSimpleName(), "check rights and space");
    }
  }
}
