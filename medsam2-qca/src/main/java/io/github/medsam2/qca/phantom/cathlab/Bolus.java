// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.cathlab;

import io.github.medsam2.qca.phantom.chance.Chance;
import io.github.medsam2.qca.phantom.heart.HeartMotion;

/**
 * The course of an injection: how much contrast there is at a distance from the ostium at a time.
 * The front runs at the speed of TIMI frame counts and pulses with the heart; at each place the
 * contrast rises in a quarter of a second, stays, and washes out exponentially.
 */
public final class Bolus {
  private static final double RISE = 0.25;
  private static final double STEP = 0.01;
  private static final double PULSE = 0.4;
  private static final double STREAMING = 0.12;
  private static final double LAYERED = 0.4;
  private static final int STREAKS = 512;

  private final double start;
  private final double seconds;
  private final boolean streams;
  private final double tau;
  private final double concentration;
  private final boolean reflux;
  private final double[] front;
  private final double[] streaks = new double[STREAKS];

  /**
   * @param speed of the front, mm/s
   * @param injection duration, s
   * @param streams whether contrast and blood mix badly
   */
  public Bolus(
      double speed,
      double injection,
      HeartMotion motion,
      double cine,
      boolean streams,
      Chance chance) {
    this.start = Math.min(chance.between(0.3, 0.5), cine * 0.1);
    this.seconds = injection;
    this.streams = streams;
    this.tau = chance.between(1.0, 1.5);
    this.concentration = 0.35 * chance.between(0.65, 0.95);
    this.reflux = chance.with(0.5);
    for (int i = 0; i < STREAKS; i++) {
      streaks[i] = chance.between(0, 1);
    }
    this.front = new double[(int) (Math.max(cine, 1) / STEP) + 400];
    for (int i = 1; i < front.length; i++) {
      double pulse = 1 + PULSE * StrictMath.cos(2 * Math.PI * (motion.phase(i * STEP) - 0.7));
      front[i] = front[i - 1] + STEP * speed * pulse;
    }
  }

  /** Iodine at a distance from the ostium, g/ml. */
  public double iodine(double arcMm, double time) {
    double late = time - start - delay(arcMm);
    double share = envelope(late);
    if (share == 0) {
      return 0;
    }
    // Contrast and blood mix badly while one replaces the other: streaks that flow along.
    double mixing = !streams ? 0 : late < RISE || late > seconds ? LAYERED : STREAMING;
    return concentration * share * (1 - mixing * streak(arcMm / 9 - 4 * late));
  }

  /** Smooth noise of 0 to 1 along a line. */
  private double streak(double at) {
    double p = at + STREAKS / 2.0;
    int i = (int) Math.max(0, Math.min(STREAKS - 2.0, Math.floor(p)));
    double t = Math.max(0, Math.min(1, p - i));
    return streaks[i] + (streaks[i + 1] - streaks[i]) * t * t * (3 - 2 * t);
  }

  /** Iodine inside the catheter, g/ml: full until the end of the injection. */
  public double inCatheter(double time) {
    return 0.35 * (time < start + seconds ? 0.95 : 0.6);
  }

  /** Share of the aortic puff at the ostium, 0 to 1; some injections have none. */
  public double puff(double time) {
    return reflux ? 0.5 * envelope(time - start - 0.1) : 0;
  }

  /** Share of the plateau at a distance from the ostium, 0 to 1. */
  public double filling(double arcMm, double time) {
    return envelope(time - start - delay(arcMm));
  }

  private double envelope(double t) {
    if (t <= 0) {
      return 0;
    } else if (t < RISE) {
      return 0.5 * (1 - StrictMath.cos(Math.PI * t / RISE));
    }
    return t < seconds ? 1 : StrictMath.exp(-(t - seconds) / tau);
  }

  private double delay(double arcMm) {
    int lo = 0;
    int hi = front.length - 1;
    while (lo < hi) {
      int mid = (lo + hi) >>> 1;
      if (front[mid] < arcMm) {
        lo = mid + 1;
      } else {
        hi = mid;
      }
    }
    return lo * STEP;
  }
}
