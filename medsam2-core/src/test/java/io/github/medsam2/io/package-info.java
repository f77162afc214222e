/** Tests of the file formats. */
package io.github.medsam2.io;
