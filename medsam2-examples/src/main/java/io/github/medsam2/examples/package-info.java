/** TODO */
@NullMarked
package io.github.medsam2.examples;

import org.jspecify.annotations.NullMarked;
