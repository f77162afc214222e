// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.reading;

/**
 * What further heads of a model say of one mask, beside its scores. Each kind is a class of its
 * own, such as {@link io.github.medsam2.reading.coronary.CoronaryReading}. Immutable and
 * thread-safe.
 */
public interface MaskReading {}
