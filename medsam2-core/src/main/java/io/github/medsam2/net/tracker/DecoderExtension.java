// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.prompt.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint has beside the published decoder: descriptions as further prompt tokens, and
 * heads that say more of each mask. The network and all that runs it know this seam and no kind of
 * extension; published checkpoints have {@link #NONE}.
 *
 * <p>Implementations are records: immutable, equal by their sizes, thread-safe.
 */
public interface DecoderExtension {
  /** Nothing beside the published decoder. */
  DecoderExtension NONE = new NoExtension();

  /**
   * Adds the keys of the extension.
   *
   * @param width channels C of the tokens
   */
  void keys(KeyTable table, int width);

  /**
   * Refuses a description that the model does not understand.
   *
   * @param model its name, for the message
   * @throws io.github.medsam2.prompt.UnsupportedPromptException saying what would be understood
   */
  void require(String model, Description description);

  /**
   * What the decoder is given and asked for B objects.
   *
   * @param said a description for each object, all giving the same tokens; or none at all
   * @param lasting what was said of the one object on other frames and still holds; or nothing
   */
  ExtensionCall call(List<Description> said, @Nullable Description lasting);

  /** The same without the heads that say more of masks. */
  DecoderExtension unread();

  /** What the decoder is asked when nothing was said. */
  default ExtensionCall call() {
    return call(List.of(), null);
  }
}
