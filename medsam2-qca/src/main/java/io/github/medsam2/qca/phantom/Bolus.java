// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

/**
 * The course of an injection: how much contrast there is at a distance from the ostium at a time.
 * The front runs at the speed of TIMI frame counts and pulses with the heart; at each place the
 * contrast rises in a quarter of a second, stays, and washes out exponentially.
 */
final class Bolus {
  private static final double RISE = 0.25;
  private static final double STEP = 0.01;
  private static final double PULSE = 0.4;

  private final double start;
  private final double seconds;
  private final double tau;
  private final double concentration;
  private final boolean reflux;
  private final double[] front;

  /**
   * @param speed of the front, mm/s
   * @param injection duration, s
   */
  Bolus(double speed, double injection, HeartMotion motion, double cine, Chance chance) {
    this.start = Math.min(chance.between(0.3, 0.5), cine * 0.1);
    this.seconds = injection;
    this.tau = chance.between(1.0, 1.5);
    this.concentration = 0.35 * chance.between(0.65, 0.95);
    this.reflux = chance.with(0.5);
    this.front = new double[(int) (Math.max(cine, 1) / STEP) + 400];
    for (int i = 1; i < front.length; i++) {
      double pulse = 1 + PULSE * StrictMath.cos(2 * Math.PI * (motion.phase(i * STEP) - 0.7));
      front[i] = front[i - 1] + STEP * speed * pulse;
    }
  }

  /** Iodine at a distance from the ostium, g/ml. */
  double iodine(double arcMm, double time) {
    return concentration * envelope(time - start - delay(arcMm));
  }

  /** Iodine inside the catheter, g/ml: full until the end of the injection. */
  double inCatheter(double time) {
    return 0.35 * (time < start + seconds ? 0.95 : 0.6);
  }

  /** Share of the aortic puff at the ostium, 0 to 1; some injections have none. */
  double puff(double time) {
    return reflux ? 0.5 * envelope(time - start - 0.1) : 0;
  }

  /** Share of the plateau at a distance from the ostium, 0 to 1. */
  double filling(double arcMm, double time) {
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
