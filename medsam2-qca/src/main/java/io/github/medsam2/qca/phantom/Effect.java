// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

/** A part of the image formation that can be switched off to see what it costs a method. */
public enum Effect {
  /** Quantum and electronic noise. */
  NOISE,
  /** Scattered radiation, which flattens contrast. */
  SCATTER,
  /** Heart beat and breathing; without it the heart stands at end-diastole. */
  MOTION,
  /** Side branches and other vessels; without it only the vessels with a lesion are there. */
  OVERLAP,
  /** Ribs, spine, lungs, diaphragm and catheter; without it the field is even. */
  BACKGROUND,
  /** Blur of the focal spot and of the detector. */
  BLUR,
  /** Edge enhancement, as many archives apply it. Off unless asked for. */
  SHARPENING,
  /**
   * Guide wire, sternal wires, clips, the lead of a pacemaker, ECG patches. Off unless asked for.
   */
  DEVICES,
  /** Calcified plaques around every lesion. Off unless asked for. */
  CALCIUM,
  /** Contrast that mixes badly with blood: streaks that flow along. */
  STREAMING
}
