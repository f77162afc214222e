@org.jspecify.annotations.NullMarked
package io.github.medsam2.qca.phantom.realism;
