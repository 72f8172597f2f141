// Names of the packages with the native addon, one for each platform.

/** Returns the name of the package for this platform. */
exports.platformPackage = () => {
  const { platform, arch, report } = process;
  if (platform !== "linux") return `convex-ops-${platform}-${arch}${platform === "win32" ? "-msvc" : ""}`;
  const usesGlibc = report.getReport().header.glibcVersionRuntime !== undefined;
  return `convex-ops-linux-${arch}-${usesGlibc ? "gnu" : "musl"}`;
};
