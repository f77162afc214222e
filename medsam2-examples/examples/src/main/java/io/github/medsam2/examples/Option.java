// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import java.util.Locale;

/** The options of the programs: the form of the value, empty for a switch, and the meaning. */
enum Option {
  CHECKPOINT("FILE", "weights: a .pt as torch writes it, or .safetensors"),
  IMAGE("FILE", "PNG or JPEG of 8 or 16 bits, grey or RGB"),
  CINE("FILE", "a DICOM cine: X-ray angiography or ultrasound"),
  FRAME("N", "the frame on which the object is shown, from 1; otherwise the middle one"),
  BOX("X0,Y0,X1,Y1", "the object lies in this box"),
  POINT("X,Y", "the object covers this pixel; may be repeated"),
  NOT("X,Y", "the object does not cover this pixel; may be repeated"),
  MASK("FILE", "the object looks about like this: a picture of the image's size, not 0 inside"),
  TEXT("TEXT", "the object is what this names; for models with a text encoder"),
  CROP("X,Y,WIDTH,HEIGHT", "segment only this part; all other coordinates stay the image's"),
  WINDOW("LEVEL,WIDTH", "the grey values to tell apart, for 16 bits; otherwise percentiles"),
  IMAGE_SIZE("N", "side of the model's input in pixels, as it was trained; otherwise 512"),
  ENGINE("NAME", "onnx or torch; otherwise the first that is there"),
  THREADS("N", "threads of one run; otherwise one per processor"),
  SINGLE("", "the decoder's single answer even if unstable; for models trained on it alone"),
  READINGS("", "write the decoder's three readings as well: whole, part, subpart"),
  OUT("FOLDER", "where the results go; otherwise target/segment or target/cine"),
  HELP("", "print this");

  private final String form;
  private final String meaning;

  Option(String form, String meaning) {
    this.form = form;
    this.meaning = meaning;
  }

  /** What stands for the value in messages. */
  String form() {
    return form;
  }

  boolean isSwitch() {
    return form.isEmpty();
  }

  boolean isRepeatable() {
    return this == POINT || this == NOT;
  }

  /** One line of help. */
  String help() {
    return String.format(Locale.ROOT, "  %-25s  %s", (this + " " + form).strip(), meaning);
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
