@org.jspecify.annotations.NullMarked
package io.github.medsam2.checkpoint.pickle;
