// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.samples.swing;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.image.BufferedImages;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;

/**
 * Shows an image and segments what is clicked: left for the object, right for what is not the
 * object. The model works in one thread of the panel's own, so that the window never waits. Used in
 * Swing's thread; close it before its model.
 */
public final class ClickPanel extends JPanel implements AutoCloseable {
  private static final long serialVersionUID = 1L;
  private static final int RED = 0x80ff3b30;
  private static final int RADIUS = 3;

  private final transient MedSam2 model;
  private final transient Image image;
  private final transient BufferedImage shown;
  private final transient ExecutorService worker = Executors.newSingleThreadExecutor();
  private final transient CompletableFuture<ImageEmbedding> features;
  private transient @Nullable Prompts clicks;
  private transient @Nullable BufferedImage overlay;
  private transient @Nullable Segmentation answer;

  /** Begins to embed the image. */
  public ClickPanel(MedSam2 model, Image image) {
    this.model = model;
    this.image = image;
    this.shown = BufferedImages.of(Intensity.standard().toUint8(image));
    this.features = CompletableFuture.supplyAsync(() -> model.embed(image), worker);
    setPreferredSize(new Dimension(image.width(), image.height()));
    addMouseListener(
        new MouseAdapter() {
          @Override
          public void mousePressed(MouseEvent e) {
            click(e.getX(), e.getY(), SwingUtilities.isLeftMouseButton(e));
          }
        });
  }

  /**
   * Adds a click and asks the model.
   *
   * @return done when the answer is on the panel
   */
  public CompletableFuture<Void> click(int x, int y, boolean positive) {
    PointPrompt point = new PointPrompt(x, y, positive);
    Prompts all = clicks == null ? Prompts.of(point) : clicks.and(point);
    clicks = all;
    repaint();
    return features
        .thenApplyAsync(embedded -> model.predict(embedded, List.of(all)).get(0), worker)
        .thenAcceptAsync(this::take, SwingUtilities::invokeLater);
  }

  private void take(Segmentation found) {
    answer = found;
    overlay = painted(found.mask());
    setToolTipText(
        String.format(Locale.ROOT, "predicted IoU %.2f; for research only", found.iou()));
    repaint();
  }

  private static BufferedImage painted(Mask mask) {
    BufferedImage out = new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_INT_ARGB);
    mask.forEachRun(
        (y, from, to) -> {
          for (int x = from; x < to; x++) {
            out.setRGB(x, y, RED);
          }
        });
    return out;
  }

  /** The latest answer; none before the first. */
  public @Nullable Segmentation answer() {
    return answer;
  }

  @Override
  protected void paintComponent(Graphics g) {
    super.paintComponent(g);
    g.drawImage(shown, 0, 0, null);
    if (overlay != null) {
      g.drawImage(overlay, 0, 0, null);
    }
    if (clicks != null) {
      for (PointPrompt p : clicks.points()) {
        g.setColor(p.positive() ? Color.GREEN : Color.ORANGE);
        g.fillOval((int) p.x() - RADIUS, (int) p.y() - RADIUS, 2 * RADIUS, 2 * RADIUS);
      }
    }
  }

  /** Ends the thread and frees the features, after what is under way. */
  @Override
  public void close() {
    features
        .thenAcceptAsync(ImageEmbedding::close, worker)
        .whenComplete((r, e) -> worker.shutdown());
  }

  /** The image that is shown. */
  public Image image() {
    return image;
  }
}
