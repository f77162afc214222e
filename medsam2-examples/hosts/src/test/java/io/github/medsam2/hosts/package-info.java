@NullMarked
package io.github.medsam2.hosts;

import org.jspecify.annotations.NullMarked;
