/** Tests of the metrics. */
package io.github.medsam2.metrics;
