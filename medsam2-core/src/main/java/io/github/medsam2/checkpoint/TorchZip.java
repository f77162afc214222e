// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import io.github.medsam2.checkpoint.torch.TorchZipWriter;
import io.github.medsam2.tensor.HostTensor;
import java.nio.file.Path;
import java.util.Map;

/**
 * The format of {@code torch.save} since PyTorch 1.6: a zip archive of a pickle that names tensors,
 * and of their bytes.
 *
 * <pre>
 * Archive  --&gt; entries {@code root/name}, all stored without compression; root is any folder name
 * Entries  --&gt; data.pkl { data/Key } [ byteorder ] [ version ] and others, which are ignored
 * data.pkl --&gt; pickle, protocol 2 to 5, of Root
 * Root     --&gt; Weights | { 'model' or another usual name: Root, .. }
 *              beside the weights, optionally { 'metadata': { text: text } }
 * Weights  --&gt; dict or OrderedDict of key: Tensor
 * data/Key --&gt; a storage: elements, little endian; several tensors may view it
 * </pre>
 *
 * <p>{@link Checkpoint#open} reads it. What else a trainer keeps beside the weights (optimizer,
 * epoch, scaler) is stepped over. No instruction of the pickle runs anything.
 */
public final class TorchZip {

  private TorchZip() {}

  /**
   * Writes a file that {@code torch.load(path, weights_only=True)} accepts, as {@code {'model':
   * OrderedDict, 'metadata': dict}}; whole or not at all; one that was there is replaced.
   *
   * @param file to write, of less than 4 GiB
   * @param tensors by key, in the order in which they will be listed
   * @param metadata texts to store beside them; none leaves the entry out
   */
  public static void write(
      Path file, Map<String, HostTensor> tensors, Map<String, String> metadata) {
    TorchZipWriter.write(file, tensors, metadata);
  }
}
