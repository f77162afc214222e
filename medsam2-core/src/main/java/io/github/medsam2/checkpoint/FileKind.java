// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import io.github.medsam2.checkpoint.safetensors.SafetensorsReader;
import io.github.medsam2.checkpoint.storage.Contents;
import io.github.medsam2.checkpoint.storage.WeightFile;
import io.github.medsam2.checkpoint.torch.TorchZipReader;
import io.github.medsam2.error.CheckpointException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a file is, by its first bytes: two kinds that are read, and those that are mistaken for
 * them, each with the way out. The first row that fits counts.
 */
enum FileKind {
  TORCH_ZIP("PK\3\4", "a zip archive", ""),
  SAFETENSORS("", "safetensors", ""),
  TORCH_LEGACY(
      "\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019",
      "a checkpoint in the format of PyTorch before 1.6",
      "save it again with a newer PyTorch:"
          + " torch.save(torch.load(path, weights_only=True), path)"),
  PICKLE("\u0080", "a plain pickle", "save the weights with torch.save or as safetensors"),
  HDF5("\u0089HDF\r\n\u001a\n", "an HDF5 file", "give the PyTorch checkpoint instead"),
  GGUF("GGUF", "a GGUF file", "give the PyTorch checkpoint instead"),
  NUMPY("\u0093NUMPY", "a numpy array", "give the PyTorch checkpoint instead"),
  GZIP("\u001f\u008b", "a gzip archive", "unpack it first"),
  SEVEN_ZIP("7z\u00bc\u00af\u0027\u001c", "a 7-Zip archive", "unpack it first"),
  GIT_LFS(
      "version https://git-lfs",
      "a Git LFS pointer, not the file it points to",
      "fetch the file itself: git lfs pull"),
  HTML("<!doctype html", "a web page", "download the file itself, not the page that shows it"),
  HTML_BARE("<html", "a web page", "download the file itself, not the page that shows it"),
  EMPTY("", "an empty file", "download it again"),
  UNKNOWN("", "bytes of no known format", "give a .pt or .safetensors file");

  private static final int HEAD = 32;

  private final String magic;
  private final String found;
  private final String fix;

  FileKind(String magic, String found, String fix) {
    this.magic = magic;
    this.found = found;
    this.fix = fix;
  }

  static FileKind of(WeightFile file) {
    ByteBuffer head = file.read(0, (int) Math.min(file.size(), HEAD));
    return Arrays.stream(values()).filter(kind -> kind.fits(head)).findFirst().orElse(UNKNOWN);
  }

  private boolean fits(ByteBuffer head) {
    return switch (this) {
      // The length of a header below 4 GiB, which may spell any other magic; its opening brace.
      case SAFETENSORS ->
          head.limit() > Long.BYTES
              && head.get(Long.BYTES) == '{'
              && head.getInt(Integer.BYTES) == 0;
      case PICKLE -> startsWithMagic(head) && head.limit() > 1 && isProtocol(head.get(1));
      case EMPTY -> head.limit() == 0;
      case UNKNOWN -> true;
      default -> startsWithMagic(head);
    };
  }

  private static boolean isProtocol(byte version) {
    return version >= 2 && version <= 5;
  }

  private boolean startsWithMagic(ByteBuffer head) {
    if (head.limit() < magic.length()) {
      return false;
    }
    byte[] start = new byte[magic.length()];
    head.get(0, start);
    return new String(start, StandardCharsets.ISO_8859_1).equalsIgnoreCase(magic);
  }

  Contents read(WeightFile file) {
    return switch (this) {
      case TORCH_ZIP -> TorchZipReader.read(file);
      case SAFETENSORS -> SafetensorsReader.read(file);
      default ->
          throw new CheckpointException(
              file.name(), "a checkpoint of torch.save (zip) or safetensors", found, fix);
    };
  }
}
