// SPDX-License-Identifier: Apache-2.0
/** Tests of the metrics. */
package io.github.medsam2.metrics;
