//# # First mask
//# A made-up angiogram with a stenosis in the mid right coronary artery, whose truth is known. For research only.

var a = angiogram();
show(a.image(), a.truth());

//# xca-nano, the small model in this build, is shown a box. `use(Path.of("MedSAM2_latest.pt"))` would take other weights.

var s = segment(a.image(), a.box());
System.out.println(s);
System.out.printf(Locale.ROOT, "Dice with the truth: %.2f%n", dice(s.mask(), a.truth()));
show(a.image(), s.mask());

//# A mask knows what made it: the receipt can be kept beside it, and the mask made again from it.

Receipt receipt = s.receipt();
System.out.println(receipt);
System.out.println(model().verify(receipt, a.image()));
