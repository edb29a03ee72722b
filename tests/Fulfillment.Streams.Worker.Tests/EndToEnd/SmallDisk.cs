using System.Diagnostics;

namespace Fulfillment.Streams.Worker.Tests.EndToEnd;

/// <summary>Runs where a file system of a few megabytes can be mounted.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.CanMount)
        {
            Skip = "needs the right to mount a tmpfs; run as root to include it";
        }
    }
}

/// <summary>A file system of a few megabytes, gone after the test.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempDirectory _mount = new();

    public SmallDisk(int megabytes) => Assert.Equal(0, Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", Path));

    public static bool CanMount { get; } = Probe();

    public string Path => _mount.Path;

    private string Filling => System.IO.Path.Combine(Path, "filling");

    public void Resize(int megabytes) => Assert.Equal(0, Run("mount", "-o", $"remount,size={megabytes}m", Path));

    /// <summary>Leaves no room for a byte more, until <see cref="MakeRoom"/>.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filling, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[1 << 12]; // the file system's own
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // full
        }
    }

    public void MakeRoom() => File.Delete(Filling);

    public void Dispose()
    {
        Run("umount", "--lazy", Path); // a worker that a failed test has just killed may not be gone yet
        _mount.Dispose();
    }

    private static bool Probe()
    {
        using var probe = new TempDirectory();
        return Environment.UserName == "root" && Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", probe.Path) == 0 && Run("umount", probe.Path) == 0;
    }

    private static int Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
