//# # A volume, in millimetres and on any plane
//# A made-up scan: a ball of 20 mm in noise. xca-nano is small and knows vessels only, so look at the
//# calls and not at the masks; with MedSAM2's weights they are what one would use.

int w = 64, h = 64, d = 8;
byte[] grey = new byte[w * h * d];
Random random = new Random(1);
for (int i = 0; i < grey.length; i++) {
  double x = i % w - 32, y = i / w % h - 32, z = 4 * (i / (w * h) - 4);
  grey[i] = (byte) ((x * x + y * y + z * z < 100 ? 60 : 150) + random.nextInt(20));
}
Volume scan = Volume.of(w, h, d, PixelType.UINT8, java.nio.ByteBuffer.wrap(grey), Geometry.ofSpacing(1, 1, 4));
VolumeGrid axial = VolumeGrid.of(scan);
SlicePoint middle = axial.at(32, 32, 16);
System.out.println(middle);

//# One box on one slice; the other slices follow both ways.

List<Mask> masks = new ArrayList<>(Collections.nCopies(d, Mask.empty(w, h)));
try (VideoSession session = model().session(FrameSource.of(scan))) {
  session.object("ball").on(middle.slice()).box(middle.x() - 10, middle.y() - 10, middle.x() + 10, middle.y() + 10);
  session.propagate(Direction.BOTH).forEach(f -> masks.set(f.index(), f.mask("ball")));
}
MaskVolume found = MaskVolume.of(masks, scan.geometry());
System.out.println(found.millilitres() + " ml found; the ball has 4.2");
show(scan.slice(middle.slice()), found.slice(middle.slice()));

//# The same voxels in coronal slices, prompted at the same millimetres.

VolumeGrid coronal = axial.turned(1);
Volume slices = coronal.sample(scan);
SlicePoint there = coronal.at(32, 32, 16);
Segmentation cut = segment(slices.slice(there.slice()), new BoxPrompt(there.x() - 10, there.y() - 2.5, there.x() + 10, there.y() + 2.5));
System.out.println(there + ": " + cut);
show(slices.slice(there.slice()), cut.mask());
