// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import io.github.medsam2.checkpoint.safetensors.SafetensorsReader;
import io.github.medsam2.checkpoint.safetensors.SafetensorsWriter;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.tensor.HostTensor;
import java.nio.file.Path;
import java.util.Map;

/**
 * The safetensors format: a header that names tensors, then their bytes.
 *
 * <pre>
 * File    --&gt; Length Header Data
 * Length  --&gt; uint64 little endian: bytes of the header, blanks at its end included
 * Header  --&gt; a JSON object of keys: element type, shape, offsets
 * Data    --&gt; the tensors' bytes, row-major, little endian, without gap or overlap
 * </pre>
 *
 * @see <a href="https://huggingface.co/docs/safetensors">the format's description</a>
 */
public final class Safetensors {

  private Safetensors() {}

  /** Opens a file. Throws {@link CheckpointException} when it is anything but safetensors. */
  public static Checkpoint open(Path file) {
    return Checkpoint.open(file, SafetensorsReader::read);
  }

  /**
   * Writes a file, whole or not at all; one that was there is replaced.
   *
   * @param file to write
   * @param tensors by key, in the order in which they will be listed
   * @param metadata texts to store beside them
   */
  public static void write(
      Path file, Map<String, HostTensor> tensors, Map<String, String> metadata) {
    SafetensorsWriter.write(file, tensors, metadata);
  }

  /**
   * The content of such a file, to be written together with another one.
   *
   * @param tensors by key, in the order in which they will be listed
   * @param metadata texts to store beside them
   */
  public static AtomicFiles.Content content(
      Map<String, HostTensor> tensors, Map<String, String> metadata) {
    return SafetensorsWriter.content(tensors, metadata);
  }
}
